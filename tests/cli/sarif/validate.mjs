// Validates SARIF files against the JSON schema of SARIF 2.1.0; prints each violation, exits with 1 when
// there is one. Usage: node validate.mjs NODE_MODULES FILE...
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(path.join(modules, "here.js"));
const schema = JSON.parse(fs.readFileSync(
    path.join(modules, "@microsoft/sarif-multitool-ts/assets/sarif-2.1.0.schema.json"), "utf8"));
const ajv = new (require("ajv/dist/2020").default)({ strict: false });
require("ajv-formats").default(ajv);
const validate = ajv.compile(schema);
for (const file of files) {
    if (validate(JSON.parse(fs.readFileSync(file, "utf8"))))
        continue;
    for (const error of validate.errors)
        console.log(`${file}: ${error.instancePath} ${error.message}`);
    process.exitCode = 1;
}
