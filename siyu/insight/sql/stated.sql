-- Since when people are there, where lists say so: watched from the first such list on, and said up to the last one.
SELECT i.person, l.place, p.moment, p.entry, min(CASE WHEN p.moment > p.begins THEN p.moment ELSE p.begins END) AS observed,
       max(p.begins) AS last_begins
FROM presences p
JOIN identifiers i ON i.id = p.identifier
JOIN lists l ON l.pool = p.pool AND l.pool_id = p.pool_id AND l.seat = p.seat AND l.begins = p.begins
WHERE p.moment IS NOT NULL
GROUP BY i.person, l.place, p.moment, p.entry
