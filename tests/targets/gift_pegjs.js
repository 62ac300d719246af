// Reads the GIFT file that is named, and prints what gift-pegjs, a grammar by other people, makes of it, as JSON.
const fs = require("fs");
const { parse } = require("gift-pegjs");

process.stdout.write(JSON.stringify(parse(fs.readFileSync(process.argv[2], "utf8"))));
