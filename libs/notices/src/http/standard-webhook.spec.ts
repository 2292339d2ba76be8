import { describe, expect, it } from 'vitest';
import { signedHeaders, webhookKey } from './standard-webhook.js';

describe('a signed webhook', () => {
  it('is signed as in the example of the specification', () => {
    const key = webhookKey('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    expect(key).toHaveLength(24);
    expect(signedHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, '{"test": 2432232314}', key!)).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it.each(['', 'whsec_', 'whsec_short', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_%%%%', `whsec_${'A'.repeat(200)}`])('takes %j for no secret', (secret) => {
    expect(webhookKey(secret)).toBeUndefined();
  });
});
