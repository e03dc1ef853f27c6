import { describe, expect, it } from '@jest/globals';
import { outcomeOf, plightOf } from './errcodes.js';

describe('what an errcode means to us', () => {
  it.each([
    [40014, 'refresh'],
    [42001, 'refresh'],
    [-1, 'busy'],
    [6000, 'busy'],
    [45009, 'throttled'],
    [45033, 'crowded'],
    [40001, 'misconfigured'],
    [48002, 'misconfigured'],
    [50001, 'misconfigured'],
    [60020, 'misconfigured'],
    [301002, 'misconfigured'],
    [60011, 'not_permitted'],
    [84074, 'not_permitted'],
    [40096, 'not_found'],
    [60111, 'not_found'],
    [84061, 'relation_lost'],
    [40029, 'login_again'],
    [42003, 'login_again'],
    [42022, 'login_again'],
    [41001, 'bug'],
    [40058, 'bug'],
  ] as const)('%i is %s', (errcode, outcome) => {
    expect(outcomeOf(errcode)).toBe(outcome);
  });

  it.each([40001, 41001, 42007, 42009, 40082, 301002, 60020])('%i is not about our token', (errcode) => {
    expect(outcomeOf(errcode)).not.toBe('refresh');
  });

  it('a code we have never met means nothing, so that it is noticed', () => {
    expect(outcomeOf(99901)).toBeNull();
  });
});

describe('what an errcode is to the person in front of the page', () => {
  it.each([
    [48002, 'customer_api_forbidden'],
    [50001, 'domain_not_trusted'],
    [60020, 'ip_not_trusted'],
    [60011, 'outside_range'],
    [84074, 'no_customer_contact'],
    [40001, null],
    [null, null],
  ] as const)('%s: %s', (errcode, plight) => {
    expect(plightOf(errcode)).toBe(plight);
  });
});
