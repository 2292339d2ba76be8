import type { ListedOrganisation } from '../generated/api.js';

/** Whether one of the posts is the first desk of the issuer. */
export const isOffice = (issuer: Pick<ListedOrganisation, 'posts'> | null | undefined, posts: readonly { readonly id: string }[]): boolean => {
  const desk = issuer?.posts.find((post) => post.desk)?.id;
  return desk !== undefined && posts.some(({ id }) => id === desk);
};
