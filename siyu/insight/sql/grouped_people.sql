-- The won of the period by the group they are reported in (`groups` says which placement is in which), and all of them
-- together as group -1.
SELECT g.grp, w.person, w.age FROM won_now w JOIN groups g ON g.placement = coalesce(w.placement, 0)
UNION ALL
SELECT -1 AS grp, person, age FROM won_now
