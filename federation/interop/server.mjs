// A foreign server, made of Fedify: two accounts that let everybody follow, keep what they hear, and say what a scenario wants.

import { createServer } from 'node:http';

import { MemoryKvStore, createFederation, generateCryptoKeyPair } from '@fedify/fedify';
import { Accept, Activity, Endpoints, Follow, Note, Person } from '@fedify/vocab';

import { dialectOf } from './lab.mjs';

const ACCOUNTS = ['ada', 'bob'];

export class Server {
  /** Starts on a free port, under NAME.localhost. It speaks this dialect first, and takes letters in no other. */
  static async start(name, dialect) {
    const server = new Server();
    server.http = createServer((request, response) => void server.#answer(request, response));
    await new Promise((ready) => server.http.listen(0, '127.0.0.1', ready));
    server.host = `${name}.localhost:${server.http.address().port}`;
    server.dialect = dialect;
    for (const account of ACCOUNTS) server.keys.set(account, await generateCryptoKeyPair('RSASSA-PKCS1-v1_5'));
    server.federation = server.#federation();
    return server;
  }

  /** The keys of the accounts. */
  keys = new Map();
  /** The notes that can be read here, by the last part of their address. */
  notes = new Map();
  /** What was heard and verified, in its order. */
  heard = [];
  /** Every letter as it came: address, headers, body, and how it was answered. */
  letters = [];

  stop() {
    this.http.closeAllConnections();
    return new Promise((done) => this.http.close(done));
  }

  /** The id of an account. */
  id(account) {
    return new URL(`http://${this.host}/users/${account}`);
  }

  /** A Fedify context. */
  context() {
    return this.federation.createContext(new URL(`http://${this.host}/`), undefined);
  }

  #federation() {
    const federation = createFederation({ kv: new MemoryKvStore(), allowPrivateAddress: true, firstKnock: this.dialect });
    federation
      .setActorDispatcher('/users/{identifier}', (context, account) => this.#person(context, account))
      .setKeyPairsDispatcher((_, account) => [this.keys.get(account)].filter(Boolean));
    federation.setObjectDispatcher(Note, '/users/{identifier}/notes/{id}', (_, { id }) => this.notes.get(id) ?? null);
    federation.setFollowersDispatcher('/users/{identifier}/followers', () => ({ items: [] }));
    federation
      .setInboxListeners('/users/{identifier}/inbox', '/inbox')
      .on(Follow, (context, follow) => this.#followed(context, follow))
      .on(Activity, (_, activity) => void this.heard.push(activity));
    return federation;
  }

  async #person(context, account) {
    if (!this.keys.has(account)) return null;
    const [key] = await context.getActorKeyPairs(account);
    return new Person({
      id: context.getActorUri(account),
      preferredUsername: account,
      name: account === 'ada' ? 'Ada' : 'Bob',
      inbox: context.getInboxUri(account),
      endpoints: new Endpoints({ sharedInbox: context.getInboxUri() }),
      followers: context.getFollowersUri(account),
      indexable: true,
      publicKey: key.cryptographicKey,
    });
  }

  async #followed(context, follow) {
    this.heard.push(follow);
    const { identifier } = context.parseUri(follow.objectId);
    const id = new URL(`#accept-${Date.now()}`, this.id(identifier));
    const accept = new Accept({ id, actor: follow.objectId, object: follow });
    await context.sendActivity({ identifier }, await follow.getActor(context), accept);
  }

  async #answer(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const asked = { url: `http://${request.headers.host}${request.url}`, headers: request.headers, body: Buffer.concat(chunks) };
    const dialect = dialectOf(new Headers(request.headers));
    const isLetter = request.method === 'POST';
    const understood = !isLetter || dialect === this.dialect;
    const answer = understood ? await this.receive(request.method, asked) : new Response('another dialect, please', { status: 401 });
    if (isLetter) this.letters.push({ ...asked, dialect, status: answer.status });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  }

  /** How a request is answered here: as it came, or as a scenario has changed it. */
  receive(method, { url, headers, body }) {
    const request = new Request(url, { method, headers, ...(method === 'POST' ? { body } : {}) });
    return this.federation.fetch(request, { contextData: undefined });
  }
}
