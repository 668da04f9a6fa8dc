/** The columns of a StoredVersion, from definition d and definition_version v. */
export const versionColumns: string = `d.definition_id as id, d.kind, d.key, v.version, v.state, v.body, v.author, v.reason, v.position,
       v.created_at as "changedAt", d.live_version as "liveVersion"`;
