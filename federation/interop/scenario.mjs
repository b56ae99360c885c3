// What every scenario uses: waiting until something is so, and saying what is wrong.

import { setTimeout } from 'node:timers/promises';

/** How long anything may take until it is so, in milliseconds. Only a scenario that fails waits so long. */
const PATIENCE = 60_000;

/** Looks again and again until there is an answer. */
export async function eventually(what, look) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await setTimeout(100);
  }
}

/** Fails unless both are the same. */
export function same(found, wanted, what) {
  if (String(found) !== String(wanted)) throw new Error(`${what}: ${found} instead of ${wanted}`);
}

/** Fails unless the text holds these words. */
export function holds(text, words, what) {
  if (!String(text).includes(words)) throw new Error(`${what}: "${words}" is missing in ${text}`);
}
