-- How many people each entry won in the period: by their first join's entry, else that of their last touch.
SELECT coalesce(w.entry, t.entry) AS entry, count(*) AS won
FROM won_now w LEFT JOIN touches t ON w.touch_id IS NOT NULL AND t.touch_id = w.touch_id
WHERE coalesce(w.entry, t.entry) IS NOT NULL
GROUP BY coalesce(w.entry, t.entry)
