import { createConnection } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { findProgram } from '../src/testing/find-program.js';
import { startPrivately } from '../src/testing/service.js';

describe('a private server', () => {
  it('runs on a port of its own until it is stopped', async () => {
    const script = "require('net').createServer((socket) => socket.end('hello')).listen(process.argv[1])";
    const server = await startPrivately('thing', process.execPath, (_folder, port) => [
      '-e',
      script,
      String(port),
    ]);
    expect(await hears(server.port)).toBe('hello');

    await server.stop();

    expect(await hears(server.port)).toBe('nothing');
  });

  it('that fails says why', async () => {
    const failing = startPrivately('thing', process.execPath, () => [
      '-e',
      'throw new Error("no such thing")',
    ]);

    await expect(failing).rejects.toThrow(/no such thing[^]*A private thing could not be started/);
  });
});

function hears(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('data', (data) => resolve(String(data))).once('error', () => resolve('nothing'));
  });
}

describe('a program', () => {
  it('is found by the first of its names that is installed', () => {
    expect(findProgram('no-such-program', 'sh')).toMatch(/\/sh$/);
    expect(findProgram('no-such-program')).toBeNull();
  });
});
