-- The monthly ledger by the rules of the module: a day whose refunds cancel its sales is no activity, and the sums of products for the intervals.
-- Days matter only where there are refunds, so that all other rows are grouped by month at once.
with refund_days as (
    select distinct customer_id, order_date from orders where amount < 0
),
cancelled as (
    select o.customer_id, (extract(year from o.order_date) * 12 + extract(month from o.order_date) - 1)::int as month, count(*) filter (where amount >= 0) as sales
    from orders o join refund_days r on r.customer_id = o.customer_id and r.order_date = o.order_date
    group by o.customer_id, o.order_date
    having sum(amount) = 0 and max(amount) >= 0
),
months as (
    select customer_id, (extract(year from order_date) * 12 + extract(month from order_date) - 1)::int as month,
        sum(amount) as value, count(*) filter (where amount >= 0) as sales
    from orders
    group by 1, 2
),
presence as (
    select m.customer_id, m.month, m.value, m.sales > coalesce(c.sales, 0) as active
    from months m left join (select customer_id, month, sum(sales) as sales from cancelled group by 1, 2) c using (customer_id, month)
),
neighbours as (
    select month, value, active, lag(month) over w as month_before, lag(value) over w as value_before, lead(month) over w as month_after
    from presence
    window w as (partition by customer_id, active order by month)
),
seen as (
    select month,
        count(*) filter (where active) as closing,
        count(*) filter (where active and month_before is null) as new,
        count(*) filter (where active and month_before < month - 1) as returned,
        sum(value) filter (where active) as closing_value,
        sum(value) filter (where active and month_before is null) as new_value,
        sum(value) filter (where active and month_before < month - 1) as returned_value,
        sum(value) filter (where not active) as outside_value,
        sum(greatest(value - value_before, 0)) filter (where active and month_before = month - 1) as expansion,
        sum(greatest(value_before - value, 0)) filter (where active and month_before = month - 1) as contraction,
        sum(value_before * value_before) filter (where active and month_before = month - 1) as kept_squares,
        sum(greatest(value_before - value, 0) * greatest(value_before - value, 0)) filter (where active and month_before = month - 1) as contraction_squares,
        sum(greatest(value_before - value, 0) * value_before) filter (where active and month_before = month - 1) as contraction_products,
        sum((value_before - value) * (value_before - value)) filter (where active and month_before = month - 1) as net_squares,
        sum((value_before - value) * value_before) filter (where active and month_before = month - 1) as net_products,
        count(*) filter (where active and month_after is distinct from month + 1) as lost_next,
        sum(value) filter (where active and month_after is distinct from month + 1) as lost_value_next,
        sum(value * value) filter (where active and month_after is distinct from month + 1) as lost_squares_next
    from neighbours
    group by month
)
select month, coalesce(lag(closing) over m, 0) as opening, new, returned, coalesce(lag(lost_next) over m, 0) as lost, closing,
    coalesce(lag(closing_value) over m, 0) as opening_value, coalesce(new_value, 0) as new_value, coalesce(returned_value, 0) as returned_value,
    coalesce(expansion, 0) as expansion, coalesce(contraction, 0) as contraction, coalesce(lag(lost_value_next) over m, 0) as lost_value, closing_value,
    outside_value, kept_squares, contraction_squares, contraction_products, net_squares, net_products, lag(lost_squares_next) over m as lost_squares
from seen
window m as (order by month)
order by month
