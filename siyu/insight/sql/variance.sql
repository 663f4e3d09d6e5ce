-- The robust variance of M(a) (Lawless and Nadeau 1995) for each group and each age asked about.
-- `curve(grp, day, people, drift)`: n(d), and the running sum of mean(d) / n(d); `asked(age)`.
-- A person's term: the sum of x(d) / n(d) over days lived through up to a, less the drift at the last of them.
WITH moved AS (
    SELECT g.grp, g.person, a.age AS asked, sum(e.margin_fen / CAST(c.people AS double)) AS share
    FROM grouped_people g
    JOIN earned e ON e.person = g.person
    JOIN asked a ON e.day <= a.age
    JOIN curve c ON c.grp = g.grp AND c.day = e.day
    WHERE e.day < g.age
    GROUP BY g.grp, g.person, a.age
)
SELECT g.grp, a.age AS asked,
       sum((coalesce(m.share, 0) - coalesce(c.drift, 0)) * (coalesce(m.share, 0) - coalesce(c.drift, 0))) AS variance
FROM grouped_people g CROSS JOIN asked a
LEFT JOIN moved m ON m.grp = g.grp AND m.person = g.person AND m.asked = a.age
LEFT JOIN curve c ON c.grp = g.grp AND c.day = CASE WHEN g.age - 1 < a.age THEN g.age - 1 ELSE a.age END
GROUP BY g.grp, a.age
