-- The lists of a place in which a person stands one after the other: from which to which.
WITH here AS (
    SELECT i.person, l.place, l.n
    FROM presences p
    JOIN identifiers i ON i.id = p.identifier
    JOIN lists l ON l.pool = p.pool AND l.pool_id = p.pool_id AND l.seat = p.seat AND l.begins = p.begins
), islands AS (
    SELECT person, place, n, n - dense_rank() OVER (PARTITION BY person, place ORDER BY n) AS island FROM here
)
SELECT person, place, min(n) AS first_n, max(n) AS last_n FROM islands GROUP BY person, place, island
