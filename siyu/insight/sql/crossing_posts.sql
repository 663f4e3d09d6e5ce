-- How many people each platform won, each pool holds, each shop sold to: everybody once in each.
SELECT 'platform' AS field, platform AS name, count(DISTINCT person) AS people FROM crossing_people GROUP BY 2
UNION ALL
SELECT 'pool' AS field, pool AS name, count(DISTINCT person) AS people FROM crossing_people GROUP BY 2
UNION ALL
SELECT 'shop' AS field, shop AS name, count(DISTINCT person) AS people FROM crossing_people GROUP BY 2
