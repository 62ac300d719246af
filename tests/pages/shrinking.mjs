/**
 * Holds a shortened player.js against its parts as TypeScript reads both: `node shrinking.mjs node_modules
 * PARTS.tsconfig SHORT.tsconfig SHORT.js PART.js …` prints what differs, as a list in JSON.
 *
 * The same tree of syntax; every variable still means what it meant; no name changed but those that the player's
 * own classes, functions and variables were given; and no changed name stands in a text, where it would stay as it was.
 */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const [packages, partsConfig, shortConfig, shortFile, ...partFiles] = process.argv.slice(2);
const modules = createRequire(path.join(packages, "any.js"));
const load = (name) => import(pathToFileURL(modules.resolve(`typescript/unstable/${name}`)).href);
const { API } = await load("sync");
const { SyntaxKind } = await load("ast");

const api = new API({ cwd: path.dirname(partsConfig) });
const snapshot = api.updateSnapshot({ openProjects: [partsConfig, shortConfig] });
const parts = snapshot.getProject(partsConfig);
const short = snapshot.getProject(shortConfig);

const problems = [];
const pairs = [];
const texts = [];

const whole = short.program.getSourceFile(shortFile);
for (const { text } of short.program.getSyntacticDiagnostics(shortFile)) problems.push(`syntax: ${text}`);
const body = children(whole)[0].expression.expression.expression.body.statements.slice(1);
const wanted = partFiles.flatMap((file) => statements(parts.program.getSourceFile(file)));
compareLists(wanted, body);
judge();
process.stdout.write(JSON.stringify([...new Set(problems)].slice(0, 40)));
api.close();

/** Without types: TypeScript reads those in comments as parts of the tree. */
function statements(file) {
  return file.statements.filter(({ kind }) => !/^JS/.test(SyntaxKind[kind]));
}

/** What TypeScript read in a comment. */
function isType({ kind, parent, token }) {
  if (kind === SyntaxKind.HeritageClause) return token === SyntaxKind.ImplementsKeyword;
  if (kind === SyntaxKind.QuestionToken) return parent.kind === SyntaxKind.Parameter;
  if (kind === SyntaxKind.TypeParameter || /^JS|^(Any|BigInt|Boolean|Never|Number|Object|String|Undefined|Unknown|Void)Keyword$/.test(SyntaxKind[kind])) return true;
  return kind >= SyntaxKind.FirstTypeNode && kind <= SyntaxKind.LastTypeNode;
}

function children(node) {
  const found = [];
  node.forEachChild((child) => void found.push(child));
  return found.filter((child) => child.kind !== SyntaxKind.EndOfFile && !isType(child));
}

function where(node) {
  const file = node.getSourceFile();
  return `${path.basename(file.fileName)}: ${node.getText(file).slice(0, 80)}`;
}

function compareLists(left, right) {
  if (left.length !== right.length) {
    const [kinds, others] = [left, right].map((nodes) => nodes.map(({ kind }) => SyntaxKind[kind]).join(" "));
    return void problems.push(`${kinds} | ${others} in ${left.length ? where(left[0].parent) : ""}`);
  }
  left.forEach((node, at) => compare(node, right[at]));
}

/** Pairs up the names; `{ name }` may have become `{ name: short }`. */
function compare(left, right) {
  if (left.kind === SyntaxKind.AsExpression) return compare(left.expression, right);
  if (left.kind === SyntaxKind.ShorthandPropertyAssignment && right.kind === SyntaxKind.PropertyAssignment) {
    pairs.push([left.name, right.name, "property"], [left.name, right.initializer, "value"]);
    return;
  }
  if (left.kind === SyntaxKind.ShorthandPropertyAssignment && right.kind === left.kind) {
    pairs.push([left.name, right.name, "property"], [left.name, right.name, "value"]);
    return;
  }
  if (left.kind === SyntaxKind.BindingElement && right.kind === left.kind && !left.propertyName && left.name?.text) {
    if (left.parent.kind === SyntaxKind.ObjectBindingPattern && !left.dotDotDotToken) pairs.push([left.name, right.propertyName ?? right.name, "bound"]);
    pairs.push([left.name, right.name, "value"]);
    compareLists(left.initializer ? [left.initializer] : [], right.initializer ? [right.initializer] : []);
    return;
  }
  if (left.kind !== right.kind) return void problems.push(`${SyntaxKind[left.kind]}: ${where(left)} | ${where(right)}`);
  if (left.kind === SyntaxKind.Identifier) return void pairs.push([left, right, ""]);
  if (isName(right)) texts.push(right);
  const [inLeft, inRight] = [children(left), children(right)];
  if (left.text !== right.text) problems.push(`${where(left)} | ${where(right)}`);
  if (left.operator !== right.operator) problems.push(`operator: ${where(left)}`);
  compareLists(inLeft, inRight);
}

function judge() {
  const meaning = new Map();
  const meant = new Map();
  const properties = new Map();
  for (const [left, right, use] of pairs) {
    const property = use === "property" || use === "bound" || (use === "" && isProperty(left));
    if (property) {
      const known = properties.get(left.text);
      if (known !== undefined && known !== right.text) problems.push(`two names for ${left.text}: ${known}, ${right.text}`);
      properties.set(left.text, right.text);
      if (left.text !== right.text) judgeProperty(left, use);
    } else {
      judgeVariable(left, right, use, meaning, meant);
    }
  }
  for (const text of texts) {
    const short = properties.get(text.text);
    if (short !== undefined && short !== text.text) problems.push(`a text that is a changed name: ${text.text} in ${where(text.parent)}`);
  }
  const names = new Map();
  for (const [name, other] of properties) {
    if (names.has(other)) problems.push(`${names.get(other)} and ${name} are both called ${other}`);
    names.set(other, name);
  }
}

/** Whether a text names a property, other than an attribute of the page: `"name" in object`, `object["name"]`, `Object.hasOwn(object, "name")`. */
function isName(node) {
  if (node.kind !== SyntaxKind.StringLiteral && node.kind !== SyntaxKind.NoSubstitutionTemplateLiteral) return false;
  const { parent } = node;
  if (parent.kind === SyntaxKind.BinaryExpression) return parent.left === node && parent.operatorToken.kind === SyntaxKind.InKeyword;
  if (parent.kind === SyntaxKind.ElementAccessExpression) return parent.argumentExpression === node && parent.expression.name?.text !== "dataset";
  return parent.kind === SyntaxKind.CallExpression && /(^|\.)(Object|Reflect|hasOwnProperty)\b/.test(parent.expression.getText());
}

function isProperty(node) {
  const { parent } = node;
  if (parent.kind === SyntaxKind.PropertyAccessExpression) return parent.name === node;
  if (parent.kind === SyntaxKind.BindingElement) return parent.propertyName === node;
  const named = [SyntaxKind.PropertyAssignment, SyntaxKind.MethodDeclaration, SyntaxKind.GetAccessor, SyntaxKind.PropertyDeclaration];
  return named.includes(parent.kind) && parent.name === node;
}

/** Only what a class of the player has; and never what comes in the page's data or goes by another type. */
function judgeProperty(node, use) {
  let symbol = parts.checker.getSymbolAtLocation(node);
  if (use === "bound") {
    const type = parts.checker.getTypeAtLocation(node.parent.parent);
    symbol = type && parts.checker.getPropertyOfType(parts.checker.getNonNullableType(type), node.text);
  } else if (node.parent.kind === SyntaxKind.PropertyAssignment || use === "property") {
    const type = parts.checker.getContextualType(node.parent.parent);
    symbol = type && parts.checker.getPropertyOfType(type, node.text);
  }
  const places = symbol?.declarations ?? [];
  if (!places.length) return void problems.push(`renamed, of no known type: ${node.text} in ${where(node.parent)}`);
  for (const place of places) {
    const file = place.path;
    const typedef = place.resolve(parts);
    const own = file.includes("/player/");
    if (!own) problems.push(`renamed, but the browser's: ${node.text} in ${where(node.parent)}`);
    else if (isData(typedef)) problems.push(`renamed, but of the page's data: ${node.text} in ${where(node.parent)}`);
  }
}

/** Types whose objects come out of JSON are called so. */
function isData(node) {
  for (let around = node; around; around = around.parent) {
    const name = around.name?.text ?? around.fullName?.text ?? "";
    if (/(Data|Definition)$|^Accepted|^AnswerFeedback$/.test(name)) return true;
  }
  return false;
}

function judgeVariable(left, right, use, meaning, meant) {
  const symbolOf = (project, node) =>
    node.parent.kind === SyntaxKind.ShorthandPropertyAssignment
      ? project.checker.getShorthandAssignmentValueSymbol(node.parent)
      : project.checker.getSymbolAtLocation(node);
  const before = symbolOf(parts, left);
  const after = symbolOf(short, right);
  const own = before?.declarations.some((place) => place.path.includes("/player/"));
  if (!own) {
    if (left.text !== right.text) problems.push(`renamed, but not the player's: ${left.text} in ${where(left.parent)}`);
    return;
  }
  if (!after) return void problems.push(`means nothing: ${right.text} for ${left.text} in ${where(left.parent)}`);
  const known = meaning.get(before.id);
  if (known !== undefined && known !== after.id) problems.push(`means something else: ${left.text} in ${where(left.parent)}`);
  const other = meant.get(after.id);
  if (other !== undefined && other !== before.id) problems.push(`mixed up: ${left.text}, ${right.text} in ${where(left.parent)}`);
  meaning.set(before.id, after.id);
  meant.set(after.id, before.id);
}
