import { describe, expect, it } from '@jest/globals';
import { maskPhone } from './mask-phone.js';

describe('a masked phone', () => {
  it.each([
    ['13800010001', '138****0001'],
    ['+86 138-0001-0001', '138****0001'],
    ['008613800010001', '138****0001'],
    ['021-55550101', '****01'],
    ['+1 415 555 2671', '****71'],
    ['1234', '****'],
    ['', '****'],
    ['请打座机', '****'],
  ])('of %s is %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });
});
