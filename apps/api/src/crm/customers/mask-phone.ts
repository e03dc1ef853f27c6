/** `138****0001` for a mobile number of mainland China; of any other, the last two digits at most. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  const isForeign = /^\s*\+(?!86)/.test(phone);
  const mobile = digits.replace(/^(?:00)?86(?=1[3-9]\d{9}$)/, '');
  if (!isForeign && /^1[3-9]\d{9}$/.test(mobile)) return `${mobile.slice(0, 3)}****${mobile.slice(-4)}`;
  return `****${digits.length > 4 ? digits.slice(-2) : ''}`;
}
