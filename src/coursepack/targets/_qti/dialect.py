"""What differs between versions of QTI, and the one way to make an element of it."""

from functools import lru_cache

import msgspec

from coursepack.pages.markup import escaped
from coursepack.targets._qti.node import Node, Ready

XML_LANG = "xml:lang"


class Dialect(msgspec.Struct, frozen=True):
    """A version: namespaces, and what a package calls itself and its parts.

    `source` is the specification that the writer keeps to.
    """

    version: str
    namespace: str
    metadata_namespace: str
    item_type: str
    test_type: str
    package_schema: str
    package_version: str
    source: str


QTI_21 = Dialect(
    version="2.1",
    namespace="http://www.imsglobal.org/xsd/imsqti_v2p1",
    metadata_namespace="http://www.imsglobal.org/xsd/imsqti_metadata_v2p1",
    item_type="imsqti_item_xmlv2p1",
    test_type="imsqti_test_xmlv2p1",
    package_schema="QTIv2.1 Package",
    package_version="1.0.0",
    source="IMS QTI 2.1, final (2012): assessment test, section and item information model",
)

QTI_22 = Dialect(
    version="2.2",
    namespace="http://www.imsglobal.org/xsd/imsqti_v2p2",
    metadata_namespace="http://www.imsglobal.org/xsd/imsqti_metadata_v2p2",
    item_type="imsqti_item_xmlv2p2",
    test_type="imsqti_test_xmlv2p2",
    package_schema="QTIv2.2 Package",
    package_version="1.0.0",
    source="IMS QTI 2.2.4, final (2021), which has all of 2.1 that is written here",
)


class Maker:
    """Makes elements of one dialect: `make("match", child, child, identifier="x")`; text children are text."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect

    def __call__(self, name: str, *children: Node | str, **attributes: str) -> Node:
        return Node(name, attributes, list(children))

    # --- outcomes ---

    def outcome(self, identifier: str, default: str, maximum: str = "") -> Ready:
        """The declaration of a number."""
        return _number(identifier, default, maximum)

    def outcomes(self, identifier: str) -> Ready:
        """The declaration of a set of identifiers."""
        return Ready(f'<outcomeDeclaration identifier="{identifier}" cardinality="multiple" baseType="identifier"/>')

    # --- expressions ---

    def variable(self, identifier: str) -> Ready:
        return _named("variable", identifier)

    def correct(self, identifier: str) -> Ready:
        return _named("correct", identifier)

    def value(self, base_type: str, value: str) -> Ready:
        return _value(base_type, value)

    def number(self, value: float | str) -> Ready:
        return _value("float", value if isinstance(value, str) else decimal(value))

    def set(self, identifier: str, expression: Node | Ready) -> Node:
        return self("setOutcomeValue", expression, identifier=identifier)

    def when(self, condition: Node | Ready, *rules: Node, otherwise: tuple[Node, ...] = ()) -> Node:
        """Rules for where a condition is true, and for where it is not."""
        made = self("responseCondition", self("responseIf", condition, *rules))
        if otherwise:
            made.append(self("responseElse", *otherwise))
        return made


def decimal(number: float) -> str:
    """A number without an exponent, and without a point where it needs none."""
    return f"{number:.10f}".rstrip("0").rstrip(".") or "0"


@lru_cache(maxsize=4096)
def _named(name: str, identifier: str) -> Ready:
    return Ready(f'<{name} identifier="{escaped(identifier)}"/>')


@lru_cache(maxsize=4096)
def _value(base_type: str, value: str) -> Ready:
    return Ready(f'<baseValue baseType="{base_type}">{escaped(value)}</baseValue>')


@lru_cache(maxsize=4096)
def _number(identifier: str, default: str, maximum: str) -> Ready:
    most = f' normalMaximum="{maximum}"' if maximum else ""
    value = f"<defaultValue><value>{default}</value></defaultValue>"
    declared = f'outcomeDeclaration identifier="{identifier}" cardinality="single" baseType="float"{most}'
    return Ready(f"<{declared}>{value}</outcomeDeclaration>")
