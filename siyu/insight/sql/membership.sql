-- A person in a pool, from a join to the next leave of the same pool, pool_id and seat.
-- A join while live and a leave without a membership change nothing; a leave in the moment of a join comes first.
-- `left_by`: who ended it, where the leave says so; `by_list` 1: nobody says so, a list lacks them. `since` and
-- `observed` are those of the coming that began it.
WITH happened AS (
    SELECT person, pool, pool_id, seat, moment, 1 AS came, NULL AS left_by, 0 AS by_list, since, observed FROM came
    UNION ALL
    SELECT i.person, l.pool, l.pool_id, l.seat, l.moment, 0, l.left_by, 0, 0, NULL
    FROM leaves l JOIN identifiers i ON i.id = l.identifier
    UNION ALL
    SELECT person, pool, pool_id, seat, moment, 0, NULL, 1, 0, NULL FROM missing
), told AS (
    SELECT person, pool, pool_id, seat, moment, came, left_by, by_list, since, observed,
           lag(came) OVER (PARTITION BY person, pool, pool_id, seat
                           ORDER BY moment, came, coalesce(left_by, 'unsaid'), by_list, since, observed) AS before
    FROM happened
), turned AS (
    SELECT person, pool, pool_id, seat, moment, came, since, observed,
           lead(moment) OVER (PARTITION BY person, pool, pool_id, seat ORDER BY moment, came) AS next_at,
           lead(left_by) OVER (PARTITION BY person, pool, pool_id, seat ORDER BY moment, came) AS next_by,
           lead(by_list) OVER (PARTITION BY person, pool, pool_id, seat ORDER BY moment, came) AS next_by_list
    FROM told
    WHERE (came = 1 AND coalesce(before, 0) = 0) OR (came = 0 AND before = 1)
)
SELECT person, pool, pool_id, seat, moment AS joined_at, next_at AS left_at, next_by AS left_by,
       coalesce(next_by_list, 0) AS by_list, since, observed
FROM turned WHERE came = 1
