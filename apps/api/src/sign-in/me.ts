import type { Directory, Principal } from '@shidian/lifecycle';
import type { AnswerOf } from '../route/input.js';

/** The account with its posts in words. */
export async function me(directory: Directory, principal: Principal): Promise<AnswerOf<'me'>> {
  const { tree } = await directory.current();
  const posts = principal.posts.flatMap((id) => {
    const post = tree.post(id);
    const organisation = post && tree.organisation(post.organisationId);
    if (!organisation) return [];
    return [{ id, name: post.name, organisationId: organisation.id, organisationName: organisation.name, tier: organisation.tier, desk: post.desk }];
  });
  const { accountId, login, name, administers } = principal;
  return { accountId, login, name, administers, posts };
}
