"""What is known of foreign formats, once for whoever judges, writes or imports them."""
