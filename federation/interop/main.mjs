// Tries a running town from outside: every scenario, in each dialect of signatures. One line each; ends with 1 at the first that fails.

import { sent } from './lab.mjs';
import { scenarios } from './scenarios.mjs';
import { Server } from './server.mjs';
import { Town } from './town.mjs';

const DIALECTS = { cavage: 'draft-cavage-http-signatures-12', rfc9421: 'rfc9421' };

const { INTEROP_HOST: host, INTEROP_TOKEN: token, INTEROP_BINARY: binary } = process.env;
const town = new Town({ host, token, binary });

for (const [name, dialect] of Object.entries(DIALECTS)) {
  sent.length = 0;
  const server = await Server.start(name, dialect);
  const world = { town, server, dialect, sent };
  for (const [what, scenario] of scenarios) {
    try {
      const remark = await scenario(world);
      console.log(`ok    ${name.padEnd(8)} ${what}${remark ? `: ${remark}` : ''}`);
    } catch (error) {
      console.log(`FAILS ${name.padEnd(8)} ${what}\n${error.stack}`);
      console.log('last requests:', sent.slice(-8));
      console.log('last letters:', server.letters.slice(-4).map(({ url, dialect, status }) => ({ url, dialect, status })));
      process.exit(1);
    }
  }
  await server.stop();
}
process.exit(0);
