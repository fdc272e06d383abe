/** A process with nothing in it, for the tests of the proof: it only answers. */

import http from 'node:http';

http.createServer((_req, res) => res.end('ok')).listen(Number(process.env.PORT), process.env.HOST);
process.stdout.write('listening\n');
