-- How many people of each group have each age at as-of.
SELECT grp, age, count(*) AS people FROM grouped_people GROUP BY grp, age
