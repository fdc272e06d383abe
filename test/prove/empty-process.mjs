/** A process that only answers and keeps nothing, for the tests of the search. */

import http from 'node:http';

const PAGE = `${'An answer that names nobody, and is longer than any piece of it that is searched for. '.repeat(2)}${process.pid}`;

http
  .createServer((_req, res) => res.end(`${PAGE} ${Math.random()}`))
  .listen(Number(process.env.PORT), process.env.HOST);
process.stdout.write('listening\n');
