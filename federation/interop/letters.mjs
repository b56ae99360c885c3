// Letters from the foreign server to a town: said by Fedify, or signed by hand so that something can be wrong with them.

import { signRequest } from '@fedify/fedify/sig';
import { Create, Note, PUBLIC_COLLECTION } from '@fedify/vocab';
import { Temporal } from '@js-temporal/polyfill';

/** The town, as Fedify wants a recipient. */
export const recipient = (town) => ({ id: town.id, inboxId: town.inbox });

/** Says something to the town. Throws unless it is answered with 2xx. */
export function say({ server, town }, account, activity) {
  return server.context().sendActivity({ identifier: account }, recipient(town), activity, { immediate: true });
}

/** A public note of an account, kept where it can be read. */
export function note({ server }, account, words, more = {}) {
  const name = `${account}-${crypto.randomUUID()}`;
  const id = new URL(`http://${server.host}/users/${account}/notes/${name}`);
  const written = new Note({
    id, attribution: server.id(account), content: `<p>${words}</p>`, to: PUBLIC_COLLECTION, url: id, published: Temporal.Now.instant(), ...more,
  });
  server.notes.set(name, written);
  return written;
}

/** An activity about an object, with an id of its own. */
export function deed({ server }, Kind, account, object) {
  const id = new URL(`#${Kind.name.toLowerCase()}-${crypto.randomUUID()}`, server.id(account));
  return new Kind({ id, actor: server.id(account), object, to: PUBLIC_COLLECTION });
}

/** A Create as a request that an account has signed in the dialect of the day, now or at another time. */
export async function signed(world, account, words, at = new Date()) {
  const { server, town, dialect } = world;
  const create = deed(world, Create, account, note(world, account, words));
  const body = JSON.stringify(await create.toJsonLd({ contextLoader: server.context().contextLoader }));
  const plain = new Request(town.inbox, { method: 'POST', body, headers: { 'Content-Type': 'application/activity+json' } });
  const { privateKey } = server.keys.get(account);
  const options = { spec: dialect, currentTime: Temporal.Instant.from(at.toISOString()) };
  const request = await signRequest(plain.clone(), privateKey, new URL('#main-key', server.id(account)), options);
  return { plain, body, request };
}

/** The same head with another body. */
export function withBody(request, body) {
  return new Request(request.url, { method: 'POST', headers: request.headers, body });
}

/** The same request with another value of a header, or without it. */
export function withHeader(request, name, value) {
  const headers = new Headers(request.headers);
  if (value === undefined) headers.delete(name);
  else headers.set(name, value);
  return new Request(request, { headers });
}
