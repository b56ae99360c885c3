// The bad cases: letters that are not what they say.

import { signed, withBody, withHeader } from './letters.mjs';
import { same } from './scenario.mjs';

/** Fails unless the town refuses it with 401, for this reason. */
async function isRefused(request, reason) {
  const answer = await fetch(request);
  const { type } = await answer.json();
  same(`${answer.status} ${type.split('#')[1]}`, `401 ${reason}`, 'the answer');
}

export async function unsigned(world) {
  const { plain } = await signed(world, 'ada', 'Ohne Unterschrift');
  await isRefused(plain, 'no-signature');
}

export async function otherBody(world) {
  const { request, body } = await signed(world, 'ada', 'Unterschrieben');
  await isRefused(withBody(request, body.replace('Unterschrieben', 'Untergeschoben')), 'digest-wrong');
  same((await fetch(request)).status, 202, 'the body that was signed');
}

export async function otherSignature(world) {
  const { request } = await signed(world, 'ada', 'Verändert');
  const signature = request.headers.get('signature').replace(/[A-Za-z0-9+/]{40,}/, (value) => `AAAAAAAA${value.slice(8)}`);
  await isRefused(withHeader(request, 'signature', signature), 'signature-wrong');
}

export async function otherKey(world) {
  const { server } = world;
  const keys = server.keys.get('ada');
  server.keys.set('ada', server.keys.get('bob'));
  const { request } = await signed(world, 'ada', 'Im Namen von Ada');
  server.keys.set('ada', keys);
  await isRefused(request, 'signature-wrong');
}

export async function old(world) {
  const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000);
  const { request } = await signed(world, 'ada', 'Von gestern', yesterday);
  await isRefused(request, 'signature-time');
}

/** What the town has sent is verified by Fedify: unchanged it holds, with a word changed it does not. */
export async function ofTheTown({ server }) {
  const letter = server.letters.find(({ body, status }) => status < 300 && String(body).includes('"Create"'));
  const changed = { ...letter, body: Buffer.from(String(letter.body).replaceAll('Fundbüro', 'Fundbureau')) };
  if (changed.body.equals(letter.body)) throw new Error('nothing was changed');
  same((await server.receive('POST', changed)).status, 401, 'a changed letter');
  same((await server.receive('POST', letter)).status, 202, 'the letter as it was');
}
