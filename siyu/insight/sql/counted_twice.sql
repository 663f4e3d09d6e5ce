-- Pools whose people and counts speak of the same days: the days on which somebody known joined or left, and somebody
-- was counted. Neither is added to the other.
SELECT c.pool, c.pool_id, count(DISTINCT c.day) AS days
FROM counts c JOIN membership m ON m.pool = c.pool AND m.pool_id = c.pool_id
WHERE (m.joined_at >= c.begins AND m.joined_at < c.ends) OR (m.left_at >= c.begins AND m.left_at < c.ends)
GROUP BY c.pool, c.pool_id
ORDER BY c.pool, c.pool_id
