// Holds a manifest to the schemas of SCORM 1.2: node validate.js SCHEMAS CHECKER MANIFEST. Writes what is wrong, nothing where nothing is.
const { readFileSync, readdirSync } = require("node:fs");
const { join } = require("node:path");
const [schemas, checker, manifest] = process.argv.slice(2);
const { validateXML } = require(checker);

// The manifest's own elements, and the attributes of ADL that they may have.
const both = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2" schemaLocation="imscp_rootv1p1p2.xsd"/>
<xs:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2" schemaLocation="adlcp_rootv1p2.xsd"/>
</xs:schema>`;
const preload = readdirSync(schemas).map((fileName) => ({ fileName, contents: readFileSync(join(schemas, fileName), "utf8") }));
validateXML({ xml: [{ fileName: "imsmanifest.xml", contents: readFileSync(manifest, "utf8") }], schema: [both], preload }).then(
  ({ valid, errors }) => valid || console.log(errors.map(({ rawMessage }) => rawMessage).join("\n") || "not valid"),
  (error) => console.log(String(error)),
);
