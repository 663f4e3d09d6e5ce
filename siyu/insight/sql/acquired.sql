-- Costs of the period that are acquisition: those that name a placement, and rewards and commissions that name only
-- a person, for the placement that won that person (whenever). `rent` is part of the spend. `unknown_won` marks those
-- of people won by nobody known.
SELECT c.placement, c.day, c.amount_fen, CASE WHEN c.kind = 'rent' THEN 1 ELSE 0 END AS is_spend, 0 AS unknown_won,
       c.source
FROM costs c CROSS JOIN question q
WHERE c.placement IS NOT NULL AND c.day >= q.since_day AND c.day < q.until_day
UNION ALL
SELECT w.placement, c.day, c.amount_fen, 0 AS is_spend, CASE WHEN w.placement IS NULL THEN 1 ELSE 0 END AS unknown_won,
       c.source
FROM costs c CROSS JOIN question q
JOIN identifiers i ON i.id = c.identifier JOIN won w ON w.person = i.person
WHERE c.placement IS NULL AND c.kind IN ('reward', 'commission') AND c.day >= q.since_day AND c.day < q.until_day
