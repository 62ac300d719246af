// Prints what a Containerfile says, as JSON: {complaints: [text], steps: [{word, flags, rest}]}. Its path is the argument.
const { DockerfileParser } = require("dockerfile-ast");
const { validate } = require("dockerfile-utils");
const text = require("fs").readFileSync(process.argv[2], "utf8");
const steps = DockerfileParser.parse(text)
  .getInstructions()
  .map((each) => ({
    word: each.getKeyword(),
    flags: (each.getFlags?.() ?? []).map(String),
    rest: each.getArgumentsContent(),
  }));
console.log(JSON.stringify({ complaints: validate(text).map((each) => each.message), steps }));
