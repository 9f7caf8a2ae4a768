-- The monthly ledger by hand, in whole cents so that sums are exact. The rows hold no refunds.
with customer_months as (
    select customer_id, cast(substr(order_date, 1, 4) as integer) * 12 + cast(substr(order_date, 6, 2) as integer) - 1 as month, sum(cast(round(amount * 100) as integer)) as value
    from orders
    group by 1, 2
),
neighbours as (
    select month, value, lag(month) over w as month_before, lag(value) over w as value_before, lead(month) over w as month_after
    from customer_months
    window w as (partition by customer_id order by month)
),
seen as (
    select month, count(*) as closing, sum(value) as closing_value,
        count(*) filter (where month_before is null) as new, sum(value) filter (where month_before is null) as new_value,
        count(*) filter (where month_before < month - 1) as returned, sum(value) filter (where month_before < month - 1) as returned_value,
        sum(max(value - value_before, 0)) filter (where month_before = month - 1) as expansion,
        sum(max(value_before - value, 0)) filter (where month_before = month - 1) as contraction,
        count(*) filter (where month_after is not month + 1) as lost_next, sum(value) filter (where month_after is not month + 1) as lost_value_next
    from neighbours
    group by month
)
select month, coalesce(lag(closing) over m, 0) as opening, new, returned, coalesce(lag(lost_next) over m, 0) as lost, closing,
    coalesce(lag(closing_value) over m, 0) as opening_value, coalesce(new_value, 0) as new_value, coalesce(returned_value, 0) as returned_value,
    coalesce(expansion, 0) as expansion, coalesce(contraction, 0) as contraction, coalesce(lag(lost_value_next) over m, 0) as lost_value, closing_value
from seen
window m as (order by month)
order by month
