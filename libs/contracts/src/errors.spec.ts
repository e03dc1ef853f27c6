import { describe, expect, it } from '@jest/globals';
import { errorBodySchema, errorStatus } from './errors.js';

describe('an error body', () => {
  const body = { code: 'UNKNOWN_APP', message: 'm', requestId: 'r' };

  it('is taken as it is', () => {
    expect(errorBodySchema.parse(body)).toEqual(body);
  });

  it('of a newer API, with a code this build does not know, is an unexpected failure', () => {
    expect(errorBodySchema.parse({ ...body, code: 'FROM_THE_FUTURE' }).code).toBe('UNEXPECTED');
    expect(errorBodySchema.parse({ ...body, code: 'toString' }).code).toBe('UNEXPECTED');
  });

  it('is a refusal: every status is an error', () => {
    for (const status of Object.values(errorStatus)) expect(status).toBeGreaterThanOrEqual(400);
  });
});
