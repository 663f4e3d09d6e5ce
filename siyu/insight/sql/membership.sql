-- A person in a pool, from a join to the next leave of the same pool, pool_id and seat.
-- A join while live and a leave without a membership change nothing; a leave in the moment of a join comes first.
-- `left_by`: who ended it, where the leave says so.
WITH happened AS (
    SELECT i.person, j.pool, j.pool_id, j.seat, j.moment, 1 AS came, NULL AS left_by
    FROM joins j JOIN identifiers i ON i.id = j.identifier
    UNION ALL
    SELECT i.person, l.pool, l.pool_id, l.seat, l.moment, 0 AS came, l.left_by
    FROM leaves l JOIN identifiers i ON i.id = l.identifier
), told AS (
    SELECT person, pool, pool_id, seat, moment, came, left_by,
           lag(came) OVER (PARTITION BY person, pool, pool_id, seat ORDER BY moment, came, coalesce(left_by, 'unsaid')) AS before
    FROM happened
), turned AS (
    SELECT person, pool, pool_id, seat, moment, came,
           lead(moment) OVER (PARTITION BY person, pool, pool_id, seat ORDER BY moment, came) AS next_at,
           lead(left_by) OVER (PARTITION BY person, pool, pool_id, seat ORDER BY moment, came) AS next_by
    FROM told
    WHERE (came = 1 AND coalesce(before, 0) = 0) OR (came = 0 AND before = 1)
)
SELECT person, pool, pool_id, seat, moment AS joined_at, next_at AS left_at, next_by AS left_by FROM turned WHERE came = 1
