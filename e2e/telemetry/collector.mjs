#!/usr/bin/env node
// Plays both whom errors and whom traces are sent to, as a program of its own: keeps what it is told, byte for byte,
// and gives it back at GET /received. POST /refuse { status } makes it answer otherwise.
import { createServer } from 'node:http';

const received = [];
let status = 200;

createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8');
    if (request.url === '/received') return response.end(JSON.stringify(received));
    if (request.url === '/refuse') {
      status = JSON.parse(body).status;
      return response.end();
    }
    received.push({ method: request.method, url: request.url, headers: request.headers, body });
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
}).listen(Number(process.argv[2]), '127.0.0.1');
