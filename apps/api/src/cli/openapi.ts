import { openApiDocument } from '../openapi/document.js';
import { readArguments } from './arguments.js';
import { run } from './run.js';

const USAGE = `usage: openapi
The API as an OpenAPI document, made of its contracts: docs/openapi.json.`;

await run(async () => {
  readArguments(USAGE, {});
  process.stdout.write(`${JSON.stringify(openApiDocument(), null, 2)}\n`);
});
