-- Touches of the period.
SELECT coalesce(e.placement, 0) AS placement, t.source, i.person, t.moment, NULL::date AS day, NULL::bigint AS fen
FROM touches t CROSS JOIN question q JOIN entries e ON e.id = t.entry LEFT JOIN identifiers i ON i.id = t.identifier
WHERE t.moment >= q.since AND t.moment < q.until
