-- The people won in the period, by what (the entry of their first join, else their last touch), whether they are
-- private at as-of (`kept`), carry an identifier that orders carry (`carrying`), and what they brought since.
SELECT coalesce(w.placement, 0) AS placement, 'won:' || coalesce(x.code, '') AS source, w.person, w.moment, NULL::date AS day,
       v.fen, w.kept, CASE WHEN c.person IS NULL THEN 0 ELSE 1 END AS carrying, w.touch_id
FROM won_now w
LEFT JOIN entries x ON x.id = w.entry
LEFT JOIN carrying c ON c.person = w.person
LEFT JOIN (
    SELECT person, CASE WHEN sum(CASE WHEN margin_fen IS NULL THEN 1 ELSE 0 END) = 0 THEN sum(margin_fen) END AS fen
    FROM earned GROUP BY person
) AS v ON v.person = w.person
