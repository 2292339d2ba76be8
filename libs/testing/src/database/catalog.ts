import type { ScratchDatabase } from './scratch-database.js';

/** Every object of the schema `shidian` in words that two databases can be compared by: no oids, no dates of making. */
export async function catalogOf(scratch: ScratchDatabase): Promise<readonly string[]> {
  const rows = await scratch.sql<{ object: string }>(`
    SELECT object FROM (
      SELECT format('schema %s %s', nspname, coalesce(nspacl, acldefault('n', nspowner))::text) AS object FROM pg_namespace WHERE nspname = 'shidian'
      UNION ALL
      SELECT format('relation %s %s %s rls=%s force=%s options=%s acl=%s', c.relkind, c.relname, pg_get_userbyid(c.relowner), c.relrowsecurity, c.relforcerowsecurity, c.reloptions,
               coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))::text)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'shidian' AND c.relkind IN ('r', 'v', 'S', 'c', 'm')
      UNION ALL
      SELECT format('column %s.%s %s not null=%s generated=%s identity=%s storage=%s default=%s acl=%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
               a.attgenerated, a.attidentity, a.attstorage, pg_get_expr(d.adbin, d.adrelid), a.attacl)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
       WHERE n.nspname = 'shidian' AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'v', 'c', 'm')
      UNION ALL
      SELECT format('constraint %s on %s: %s', k.conname, k.conrelid::regclass, pg_get_constraintdef(k.oid)) FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE n.nspname = 'shidian'
      UNION ALL
      SELECT format('index %s', pg_get_indexdef(i.indexrelid)) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = 'shidian'
      UNION ALL
      SELECT format('function %s acl=%s', pg_get_functiondef(p.oid), coalesce(p.proacl, acldefault('f', p.proowner))::text) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'shidian'
      UNION ALL
      SELECT format('trigger %s', pg_get_triggerdef(t.oid)) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'shidian' AND NOT t.tgisinternal
      UNION ALL
      SELECT format('policy %s on %s for %s to %s using %s check %s', policyname, tablename, cmd, roles, qual, with_check) FROM pg_policies WHERE schemaname = 'shidian'
    ) listed ORDER BY object`);
  return rows.map((row) => row.object);
}
