import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSimulator, type Simulator } from '../src/create-simulator.js';
import { AppClient } from './app-client.js';

let simulator: Simulator;
let app: AppClient;
beforeAll(async () => {
  simulator = await createSimulator();
  app = new AppClient(simulator);
});
afterAll(() => simulator.close());

const PNG = Buffer.from('89504e470d0a1a0a0000', 'hex');
const MEGABYTE = 1024 * 1024;
const padded = (begin: Buffer, size: number) => Buffer.concat([begin, Buffer.alloc(size - begin.length)]);

function form(bytes: Buffer, field = 'media'): FormData {
  const data = new FormData();
  data.append(field, new Blob([new Uint8Array(bytes)]), '样机.png');
  return data;
}

describe('media/upload', () => {
  it('takes a form and lends an id, with the second it was made in as a string', async () => {
    expect(await app.upload('image', form(PNG))).toMatchObject({
      errcode: 0,
      type: 'image',
      media_id: expect.any(String),
      created_at: expect.stringMatching(/^\d{10}$/),
    });
  });

  it.each<[string, string, FormData, number]>([
    ['no such type', 'picture', form(PNG), 40004],
    ['an image that is none', 'image', form(Buffer.from('GIF89a....')), 40005],
    ['a field of another name', 'image', form(PNG, 'file'), 44001],
    ['nothing', 'file', form(Buffer.alloc(0)), 44001],
    ['five bytes', 'file', form(Buffer.from('12345')), 40006],
    ['an image of more than 10 MB', 'image', form(padded(PNG, 10 * MEGABYTE + 1)), 40009],
    ['a file of more than 20 MB', 'file', form(padded(PNG, 20 * MEGABYTE + 1)), 40006],
  ])('refuses %s', async (_case, type, body, errcode) => {
    expect(await app.upload(type, body)).toMatchObject({ errcode });
  });

  it('looks at the token first', async () => {
    const url = `${simulator.url}/cgi-bin/media/upload?type=image`;
    const answer = await fetch(url, { method: 'POST', body: form(PNG) });
    expect(await answer.json()).toMatchObject({ errcode: 41001 });
  });
});
