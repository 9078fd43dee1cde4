// An AI provider that takes every question and never says a word.
import { createServer } from 'node:http';

const server = createServer((request) => request.resume());
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.once('disconnect', () => process.exit());
