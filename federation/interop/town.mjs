// The town under test: a real node, asked over its API, its pages and its commands.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { eventually } from './scenario.mjs';

const run = promisify(execFile);

export class Town {
  /** @param {{host: string, token: string, binary: string}} where It runs already. */
  constructor({ host, token, binary }) {
    Object.assign(this, { host, token, binary });
    this.id = new URL(`http://${host}/`);
    this.inbox = new URL('inbox', this.id);
    this.handle = host.split('.')[0];
  }

  /** A call of the API, as somebody with the token; anything but 2xx is an error. */
  async api(method, path, body, headers = {}) {
    const url = new URL(`/api/v1/${path}`, this.id);
    const all = { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json', ...headers };
    const answer = await fetch(url, { method, headers: all, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : {};
  }

  /** Whether its API has this path. */
  async offers(path) {
    return path in (await this.api('GET', 'openapi.json')).paths;
  }

  /** A command of an administrator. */
  async command(...words) {
    return (await run(this.binary, words)).stdout;
  }

  /** Whether it says of itself that it understands RFC 9421 (FEP-844e). */
  async announcesRfc9421() {
    const documents = [this.id, new URL('knoten', this.id)].map(async (url) => {
      return (await fetch(url, { headers: { Accept: 'application/activity+json' } })).text();
    });
    return (await Promise.all(documents)).some((text) => text.includes('/rfc9421'));
  }

  publish(fields) {
    return this.api('POST', 'entries', { audience: 'public', ...fields });
  }

  correct(entry, fields) {
    return this.api('PUT', `entries/${entry.id}`, { audience: 'public', ...fields }, { 'If-Match': `"${entry.version}"` });
  }

  withdraw(entry) {
    return this.api('DELETE', `entries/${entry.id}`);
  }

  /** The page of an entry, as everybody sees it. */
  async page(id) {
    const answer = await fetch(new URL(`/eintraege/${id}`, this.id), { headers: { Accept: 'text/html' } });
    return answer.status === 200 ? answer.text() : `(${answer.status})`;
  }

  /** What a search finds, by its address everywhere. */
  async found(question) {
    const { hits } = await this.api('GET', `search?q=${encodeURIComponent(question)}`);
    return hits.map((hit) => hit.iri);
  }

  /** The follow between two, as soon as it is answered so. */
  follow(follower, followed, answer) {
    return eventually(`${follower} → ${followed} is ${answer}`, async () => {
      const { follows } = await this.api('GET', 'follows');
      const same = (follow) => follow.follower === String(follower) && follow.followed === String(followed);
      return follows.find((follow) => same(follow) && follow.answer === answer);
    });
  }

  /** What waits for a decision and says this. */
  held(words) {
    return eventually(`"${words}" waits`, async () => {
      const lines = JSON.parse(await this.command('held', 'list', '--json'));
      return lines.find((line) => line.says.includes(words));
    });
  }
}
