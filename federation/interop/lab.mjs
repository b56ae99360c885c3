// The laboratory: every name under .localhost is this machine, and no other may be called. What goes out is kept, to see in which dialect it spoke.

import dns from 'node:dns';

const isOurs = (host) => host === 'localhost' || host.endsWith('.localhost');

const lookup = dns.lookup;
dns.lookup = (host, options, answer) => {
  const [wanted, done] = typeof options === 'function' ? [{}, options] : [options, answer];
  if (!isOurs(host)) return lookup(host, wanted, done);
  const address = { address: '127.0.0.1', family: 4 };
  return process.nextTick(() => (wanted?.all ? done(null, [address]) : done(null, address.address, 4)));
};

/** Every request that went out: method, url, dialect of its signature, and the status it was answered with. */
export const sent = [];

const plain = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  const { hostname } = new URL(request.url);
  if (!isOurs(hostname)) throw new Error(`the laboratory is closed: ${request.url}`);
  const { method, url } = request;
  const dialect = dialectOf(request.headers);
  const answer = await plain(request);
  sent.push({ method, url, dialect, status: answer.status });
  return answer;
};

/** In which dialect these headers are signed. */
export function dialectOf(headers) {
  if (headers.has('signature-input')) return 'rfc9421';
  return headers.has('signature') ? 'draft-cavage-http-signatures-12' : 'unsigned';
}
