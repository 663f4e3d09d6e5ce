-- Who is missing in the next list of a place after they came, or after they were there: they left before its day began.
-- A later list that says they have been there since before outweighs it.
WITH asked AS (
    SELECT c.person, l.place, l.n
    FROM came c JOIN lists l ON l.pool = c.pool AND l.pool_id = c.pool_id AND l.seat = c.seat
    WHERE c.since = 0 AND l.n = 1 AND c.moment < l.begins
    UNION
    SELECT c.person, l.place, l.n + 1
    FROM came c JOIN lists l ON l.pool = c.pool AND l.pool_id = c.pool_id AND l.seat = c.seat
    WHERE c.since = 0 AND c.moment >= l.begins AND c.moment < l.next_begins
    UNION
    SELECT s.person, s.place, s.last_n + 1
    FROM stays s JOIN lists l ON l.place = s.place AND l.n = s.last_n
    WHERE l.next_begins IS NOT NULL
), dated AS (
    SELECT a.person, a.place, a.n, l.pool, l.pool_id, l.seat, l.begins AS moment
    FROM asked a JOIN lists l ON l.place = a.place AND l.n = a.n
), answered AS (
    SELECT d.person, d.place, d.n
    FROM dated d JOIN stays s ON s.person = d.person AND s.place = d.place
    WHERE s.first_n <= d.n AND s.last_n >= d.n
    UNION
    SELECT d.person, d.place, d.n
    FROM dated d JOIN stated t ON t.person = d.person AND t.place = d.place
    WHERE t.moment <= d.moment AND t.last_begins > d.moment
)
SELECT d.person, d.pool, d.pool_id, d.seat, d.moment
FROM dated d LEFT JOIN answered n ON n.person = d.person AND n.place = d.place AND n.n = d.n
WHERE n.person IS NULL
