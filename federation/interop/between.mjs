// The good cases: both sides say what is true, and the other side shows it.

import { Accept, Announce, Create, Delete, Follow, Like, Organization, Tombstone, Undo, Update } from '@fedify/vocab';
import { Temporal } from '@js-temporal/polyfill';

import { deed, note, say } from './letters.mjs';
import { eventually, holds, same } from './scenario.mjs';

/** Waits for something of this type that was heard of the town. */
function heard({ server }, Kind, isIt = () => true) {
  return eventually(`${Kind.name} arrives`, async () => {
    for (const activity of server.heard) {
      if (activity instanceof Kind && (await isIt(activity))) return activity;
    }
    return undefined;
  });
}

const isAbout = (iri) => (activity) => String(activity.objectId) === String(iri);

export async function isFound({ server, town, dialect }) {
  const webfinger = new URL(`/.well-known/webfinger?resource=acct:${town.handle}@${town.host}`, town.id);
  const jrd = await (await fetch(webfinger)).json();
  const self = jrd.links.find((link) => link.rel === 'self' && link.type === 'application/activity+json');
  same(self.href, town.id, 'WebFinger leads to the actor');
  const actor = await server.context().lookupObject(self.href);
  if (!(actor instanceof Organization)) throw new Error(`no organisation: ${actor}`);
  same(actor.preferredUsername, town.handle, 'preferredUsername');
  same(actor.inboxId, town.inbox, 'inbox');
  holds(actor.name, 'Auenstadt', 'name');
  if (dialect === 'rfc9421') same(await town.announcesRfc9421(), true, 'RFC 9421 is announced');
}

export async function isFollowed(world) {
  const { server, town } = world;
  world.following = deed(world, Follow, 'ada', town.id);
  await say(world, 'ada', world.following);
  const { id } = await town.follow(server.id('ada'), town.id, 'asked');
  await town.api('POST', `follows/${id}/accept`);
  await heard(world, Accept, isAbout(world.following.id));
}

export async function follows(world) {
  const { server, town } = world;
  await town.api('POST', 'follows', { from: town.handle, to: `ada@${server.host}`, message: 'Guten Tag!' });
  await heard(world, Follow, isAbout(server.id('ada')));
  await town.follow(town.id, server.id('ada'), 'accepted');
}

export async function townPublishes(world) {
  const fields = { kind: 'project', title: 'Fundbüro online', summary: 'Fundsachen stehen mit Foto im Netz.', status: 'running' };
  world.entry = await world.town.publish(fields);
  const create = await heard(world, Create, isAbout(world.entry.iri));
  const article = await create.getObject();
  same(article.constructor.name, 'Article', 'type');
  same(article.name, fields.title, 'name');
  holds(article.summary, fields.summary, 'summary');
  same(article.url, world.entry.iri, 'url');
}

export async function townCorrects(world) {
  const fields = { kind: 'project', title: 'Fundbüro im Netz', summary: 'Fundsachen stehen mit Foto im Netz.', status: 'running' };
  world.entry = { ...world.entry, ...(await world.town.correct(world.entry, fields)) };
  const update = await heard(world, Update, isAbout(world.entry.iri));
  same((await update.getObject()).name, fields.title, 'name');
}

export async function accountPosts(world) {
  world.word = `Wortfund${crypto.randomUUID().slice(0, 8).replace(/\d/g, 'q')}`;
  world.post = note(world, 'ada', `Neues vom ${world.word}`);
  await say(world, 'ada', deed(world, Create, 'ada', world.post));
  await isFoundInTown(world, world.word, world.post.id);
}

function isFoundInTown({ town }, word, id) {
  return eventually(`${word} is found`, async () => (await town.found(word)).includes(String(id)));
}

export async function accountEdits(world) {
  const word = `${world.word}neu`;
  const edited = world.post.clone({ content: `<p>Berichtigt: ${word}</p>`, updated: Temporal.Now.instant() });
  await say(world, 'ada', deed(world, Update, 'ada', edited));
  await isFoundInTown(world, word, world.post.id);
}

export async function friendReplies(world) {
  const reply = note(world, 'ada', 'Das wollen wir auch.', { replyTarget: new URL(world.entry.iri) });
  await say(world, 'ada', deed(world, Create, 'ada', reply));
  holds(await world.town.page(world.entry.id), 'Das wollen wir auch.', 'the page of the entry');
}

export async function strangerReplies(world) {
  const { town, server } = world;
  const words = `Was kostet das auf ${server.host}?`;
  const reply = note(world, 'bob', words, { replyTarget: new URL(world.entry.iri) });
  await say(world, 'bob', deed(world, Create, 'bob', reply));
  const { id } = await town.held('Was kostet das');
  if ((await town.page(world.entry.id)).includes(words)) throw new Error('it is shown at once');
  await town.command('held', 'accept', id);
  const page = await town.page(world.entry.id);
  holds(page, words, 'the page of the entry');
  holds(page, `bob@${server.host}`, 'the page of the entry');
}

export const likes = (world) => doneAndUndone(world, Like, 'with_us_too');
export const announces = (world) => doneAndUndone(world, Announce, 'recommended');

/** Said by who is followed, of an entry of the town, and counted there; taken back again, and no longer counted. */
async function doneAndUndone(world, Kind, counter) {
  const { town, entry } = world;
  const count = async () => (await town.api('GET', `entries/${entry.id}/marks`))[counter];
  const isCounted = await town.offers('/api/v1/entries/{id}/marks');
  const done = deed(world, Kind, 'ada', new URL(entry.iri));
  await say(world, 'ada', done);
  if (isCounted) same(await count(), 1, 'the count');
  await say(world, 'ada', deed(world, Undo, 'ada', done));
  if (isCounted) same(await count(), 0, 'the count afterwards');
  return isCounted ? undefined : 'this node counts none';
}

export async function accountDeletes(world) {
  const tombstone = new Tombstone({ id: world.post.id });
  await say(world, 'ada', deed(world, Delete, 'ada', tombstone));
  await eventually('the post is no longer found', async () => !(await world.town.found(world.word)).length);
}

export async function townWithdraws(world) {
  await world.town.withdraw(world.entry);
  await heard(world, Delete, isAbout(world.entry.iri));
}

export async function accountUnfollows(world) {
  const { server, town } = world;
  await say(world, 'ada', deed(world, Undo, 'ada', world.following));
  await town.follow(server.id('ada'), town.id, 'ended');
}

export async function townUnfollows(world) {
  const { server, town } = world;
  await town.command('follow', 'end', `ada@${server.host}`);
  await heard(world, Undo);
}

/** A letter that is knocked for twice is said twice: the first must do, in the dialect in which it was said. */
export async function spokeOneDialect({ sent, server, town, dialect }) {
  const letters = sent.filter(({ method, url, status }) => method === 'POST' && url === town.inbox.href && status === 202);
  const others = letters.filter((letter) => letter.dialect !== dialect);
  if (!letters.length || others.length) throw new Error(`${others.length} of ${letters.length} letters were accepted only in another dialect`);
  const heard = server.letters.filter(({ status }) => status < 300).length;
  return `${letters.length} letters of the account, ${heard} of the town`;
}
