import type { Organisation, Post } from './model.js';

export type TreeFault = 'duplicate_organisation' | 'unknown_parent' | 'cycle' | 'duplicate_post' | 'unknown_organisation' | 'two_desks' | 'unknown_superior';

/** The organisations and posts given do not form a tree. */
export class BrokenTreeError extends Error {
  readonly code = 'access.broken_tree';

  constructor(
    readonly fault: TreeFault,
    /** The organisation or post at fault. */
    readonly id: string,
  ) {
    super(`Organisation tree: ${fault.replaceAll('_', ' ')} (${id})`);
    this.name = 'BrokenTreeError';
  }
}

/** An id that the tree does not hold was asked for. */
export class UnknownOrganisationError extends Error {
  readonly code = 'access.unknown_organisation';

  constructor(readonly id: string) {
    super(`No such organisation: ${id}`);
    this.name = 'UnknownOrganisationError';
  }
}

/** Organisations under explicit parents, with their posts. Built once, read only; several roots are allowed. */
export class OrganisationTree {
  private readonly byId = new Map<string, Organisation>();
  private readonly byName = new Map<string, Organisation[]>();
  private readonly childrenOf = new Map<string, Organisation[]>();
  private readonly postById = new Map<string, Post>();
  private readonly postsIn = new Map<string, Post[]>();

  /** @throws BrokenTreeError */
  constructor(organisations: readonly Organisation[], posts: readonly Post[]) {
    for (const organisation of organisations) {
      if (this.byId.has(organisation.id)) throw new BrokenTreeError('duplicate_organisation', organisation.id);
      this.byId.set(organisation.id, organisation);
      append(this.byName, organisation.name, organisation);
      if (organisation.parentId !== null) append(this.childrenOf, organisation.parentId, organisation);
    }
    this.refuseLooseBranches(organisations);
    for (const post of posts) this.addPost(post);
    for (const { id, reportsTo } of posts) {
      if (reportsTo !== null && !this.postById.has(reportsTo)) throw new BrokenTreeError('unknown_superior', id);
    }
  }

  organisation(id: string): Organisation | undefined {
    return this.byId.get(id);
  }

  /** Undefined where no organisation, or more than one, bears the name: a name is only as good as it is unique. */
  organisationNamed(name: string): Organisation | undefined {
    const found = this.byName.get(name) ?? [];
    return found.length === 1 ? found[0] : undefined;
  }

  organisations(): readonly Organisation[] {
    return [...this.byId.values()];
  }

  children(id: string): readonly Organisation[] {
    return this.childrenOf.get(id) ?? [];
  }

  /** From the parent up to the root. @throws UnknownOrganisationError */
  ancestors(id: string): readonly Organisation[] {
    const found: Organisation[] = [];
    for (let parentId = this.known(id).parentId; parentId !== null; ) {
      const parent = this.known(parentId);
      found.push(parent);
      parentId = parent.parentId;
    }
    return found;
  }

  /** From the root down to the organisation itself. @throws UnknownOrganisationError */
  path(id: string): readonly Organisation[] {
    return [this.known(id), ...this.ancestors(id)].reverse();
  }

  /** Whether it is that organisation or lies below it. Unknown ids lie nowhere. */
  isWithin(id: string, ancestorId: string): boolean {
    let current = this.byId.get(id);
    while (current !== undefined) {
      if (current.id === ancestorId) return true;
      current = current.parentId === null ? undefined : this.byId.get(current.parentId);
    }
    return false;
  }

  post(id: string): Post | undefined {
    return this.postById.get(id);
  }

  posts(organisationId: string): readonly Post[] {
    return this.postsIn.get(organisationId) ?? [];
  }

  /** The post of that name, or the desk where no name is given. */
  postOf(organisationId: string, name?: string): Post | undefined {
    return this.posts(organisationId).find((post) => (name === undefined ? post.desk : post.name === name));
  }

  private known(id: string): Organisation {
    const organisation = this.byId.get(id);
    if (organisation === undefined) throw new UnknownOrganisationError(id);
    return organisation;
  }

  private refuseLooseBranches(organisations: readonly Organisation[]): void {
    const rooted = new Set<string>();
    for (const organisation of organisations) {
      const way = new Set<string>();
      for (let current = organisation; !rooted.has(current.id); ) {
        if (way.has(current.id)) throw new BrokenTreeError('cycle', current.id);
        way.add(current.id);
        if (current.parentId === null) break;
        const parent = this.byId.get(current.parentId);
        if (parent === undefined) throw new BrokenTreeError('unknown_parent', current.id);
        current = parent;
      }
      for (const id of way) rooted.add(id);
    }
  }

  private addPost(post: Post): void {
    if (this.postById.has(post.id)) throw new BrokenTreeError('duplicate_post', post.id);
    if (!this.byId.has(post.organisationId)) throw new BrokenTreeError('unknown_organisation', post.id);
    if (post.desk && this.posts(post.organisationId).some(({ desk }) => desk)) throw new BrokenTreeError('two_desks', post.id);
    this.postById.set(post.id, post);
    append(this.postsIn, post.organisationId, post);
  }
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
