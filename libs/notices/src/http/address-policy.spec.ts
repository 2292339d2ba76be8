import { describe, expect, it } from 'vitest';
import { AddressPolicy, AddressRefused } from './address-policy.js';

const open = new AddressPolicy([]);
const refuses = (policy: AddressPolicy, url: string): boolean => {
  try {
    policy.check(new URL(url));
    return false;
  } catch (error) {
    if (error instanceof AddressRefused) return true;
    throw error;
  }
};

describe('the inside of the network', () => {
  it.each([
    '127.0.0.1', '127.9.9.9', '0.0.0.0', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '169.254.170.2', '100.64.0.1', '100.100.100.200', '168.63.129.16', '224.0.0.1', '255.255.255.255', '192.0.2.1', '198.18.0.1', '240.0.0.1',
    '::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:169.254.169.254', '64:ff9b::7f00:1', '64:ff9b::a9fe:a9fe', '2002:7f00:1::', '2001::1', '2001:db8::1',
    'localhost', '', '127.1', '0x7f000001',
  ])('is not reached at %s', (address) => {
    expect(open.refusal(address, 'https:')).toBeDefined();
  });

  it.each(['8.8.8.8', '203.107.1.1', '2400:3200::1', '::ffff:8.8.8.8'])('is not %s, which is of the public net', (address) => {
    expect(open.refusal(address, 'https:')).toBeUndefined();
  });

  it.each(['http://2130706433/', 'https://2130706433/', 'https://0x7f.1/', 'https://0177.0.0.1/', 'https://[::1]/', 'https://[::ffff:127.0.0.1]/', 'https://127.0.0.1.:8443/', 'https://169.254.169.254/latest/meta-data/', 'https://１２７.０.０.１/'])(
    'is not reached under the disguise %s',
    (url) => {
      expect(refuses(open, url)).toBe(true);
    },
  );

  it.each(['http://example.org/', 'ftp://example.org/', 'file:///etc/passwd', 'gopher://example.org/', 'https://user:password@example.org/', 'https://user@example.org/'])('refuses the address %s whatever stands behind it', (url) => {
    expect(refuses(open, url)).toBe(true);
  });

  it('is reached where the installation names it, by http too, and nowhere beside', () => {
    const policy = new AddressPolicy(['10.20.0.0/16', '127.0.0.1', 'fd12::/16']);
    expect(policy.refusal('10.20.3.4', 'http:')).toBeUndefined();
    expect(policy.refusal('::ffff:10.20.3.4', 'https:')).toBeUndefined();
    expect(policy.refusal('fd12::9', 'https:')).toBeUndefined();
    expect(policy.refusal('10.21.3.4', 'https:')).toBeDefined();
    expect(policy.refusal('127.0.0.2', 'http:')).toBeDefined();
    expect(policy.refusal('8.8.8.8', 'http:')).toBeDefined();
    expect(policy.refusal('8.8.8.8', 'https:')).toBeUndefined();
  });
});
