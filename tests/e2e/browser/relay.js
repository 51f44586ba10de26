// A TCP relay between the browser and the server that keeps what each has sent. Until it is given a target it serves a
// page, as the web server of a page's author does before the page's name is bound to another address.
'use strict';
const net = require('node:net');

const page = '<!DOCTYPE html><title>page</title><iframe name="frame"></iframe>';
const header = ['HTTP/1.1 200 OK', 'Content-Type: text/html', 'Connection: close', `Content-Length: ${page.length}`];
const response = `${header.join('\r\n')}\r\n\r\n${page}`;

class Relay {
  /** Each connection to the target: { sent, received, closed }, the first two as bytes in latin1. */
  connections = [];

  static async start(target) {
    const relay = new Relay();
    relay.target = target;
    relay.server = net.createServer((client) => relay.accept(client));
    await new Promise((resolve) => relay.server.listen(0, '127.0.0.1', resolve));
    relay.port = relay.server.address().port;
    return relay;
  }

  accept(client) {
    client.on('error', () => {});
    if (this.target === undefined) {
      client.once('data', () => client.end(response));
      return;
    }
    const connection = { sent: '', received: '', closed: false };
    this.connections.push(connection);
    const server = net.connect(this.target, '127.0.0.1');
    client.on('data', (bytes) => {
      connection.sent += bytes.toString('latin1');
      server.write(bytes);
    });
    server.on('data', (bytes) => {
      connection.received += bytes.toString('latin1');
      client.write(bytes);
    });
    server.on('error', () => {});
    server.on('close', () => {
      connection.closed = true;
      client.destroy();
    });
    client.on('close', () => server.destroy());
  }

  close() {
    this.server.close();
  }
}

module.exports = { Relay };
