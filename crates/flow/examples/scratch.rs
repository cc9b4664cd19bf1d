use hospital::*; use quantity::*; use flow::*;
fn place(name:&str,kind:PlaceKind,n:u32)->Place{Place{name:name.into(),kind,capacity:Capacity::Always(n),at_gap:AtGap::Finish,queue:Queue::default(),parking:None,when_full:WhenFull::Wait,accepts:vec![],limits:vec![],turnaround:None,closures:Closures::default(),leaving:Leaving::AnyTime,enter_hours:None,cost_per_day:0.0,cost_per_open_day:0.0}}
fn w2()->Hospital{
 let H=3600e3; let D=24.0*H;
 let acu=AttributeId::new(1); let wardattr=AttributeId::new(2);
 let mut places=vec![place("ed",PlaceKind::Emergency,40)];
 places[0].queue.order=Some(acu);
 for (i,b) in [120,100,80,70,60,50].iter().enumerate(){places.push(place(&format!("w{i}"),PlaceKind::Ward,*b));}
 places.push(place("care",PlaceKind::CareRounds,60)); places.push(place("nh",PlaceKind::CareHome,90));
 let ln=|m:f64,cv:f64|By::Always(Distribution::lognormal_mean_cv(m,cv).unwrap());
 let home=ExitId::new(0); let ta=ExitId::new(2); let lb=ExitId::new(1);
 let act=|name:&str,place:Where,time:By<Distribution>,next:By<Vec<(Next,f64)>>,fit:bool|Activity{name:name.into(),pathway:PathwayId::new(0),place,while_waiting:WhileWaiting::Hold,uses:vec![],time,patience:None,next,when_refused:Next::Exit(ta),when_impatient:Next::Exit(lb),keep_after:vec![],fit_to_leave:fit,cost:0.0};
 let one=|p:usize|Choice{tiers:vec![vec![PlaceId::new(p)]],fall_back_after:None};
 let a=|n:usize|Next::Activity(ActivityId::new(n));
 let padm=[0.62,0.40,0.1072]; let trt=[2.0,1.5,1.0]; let los=[3.12,4.60,4.25,5.05,4.15,4.05];
 let acts=vec![
  act("treat",Where::Into(By::Always(one(0))),By::Of{attribute:acu,cases:trt.iter().map(|m|ln(m*H,0.8)).collect()},By::Of{attribute:acu,cases:padm.iter().map(|p|By::Always(vec![(a(1),*p),(Next::Exit(home),1.0-p)])).collect()},false),
  act("stay",Where::Into(By::Of{attribute:wardattr,cases:(1..7).map(|p|By::Always(one(p))).collect()}),By::Of{attribute:wardattr,cases:los.iter().map(|m|ln(m*D,1.3)).collect()},By::Always(vec![(Next::Exit(home),0.82),(a(2),0.18*0.66),(a(3),0.18*0.17),(a(4),0.18*0.17)]),true),
  act("assess",Where::Here,ln(8.3*D,1.0),By::Always(vec![(Next::Exit(home),1.0)]),false),
  act("care",Where::Into(By::Always(one(7))),By::Always(Distribution::exponential(20.0*D).unwrap()),By::Always(vec![(Next::Exit(home),1.0)]),false),
  act("nh",Where::Into(By::Always(one(8))),By::Always(Distribution::exponential(30.0*D).unwrap()),By::Always(vec![(Next::Exit(home),1.0)]),false)];
 let hw=[0.45,0.36,0.30,0.27,0.25,0.28,0.40,0.62,0.95,1.25,1.42,1.48,1.45,1.42,1.38,1.35,1.35,1.38,1.40,1.35,1.20,1.00,0.80,0.60]; let m:f64=hw.iter().sum::<f64>()/24.0;
 Hospital{name:"W2".into(),time_zone:"".into(),clock:Clock{start_of_week:Duration::ZERO,start_day_of_year:0},run:Run{start:"".into(),warm_up:Duration::DAY*60,collect:Duration::DAY*365,runs:1,seed:1,on_deadlock:OnDeadlock::Swap},
 attributes:vec![Attribute{name:"arrivals".into(),values:vec!["walk".into()],shares:By::Always(vec![1.0])},Attribute{name:"acuity".into(),values:vec!["1".into(),"2".into(),"3".into()],shares:By::Always(vec![0.12,0.38,0.5])},Attribute{name:"ward".into(),values:(0..6).map(|i|format!("w{i}")).collect(),shares:By::Always(vec![0.31,0.19,0.16,0.12,0.12,0.10])}],
 places,resources:vec![],arrivals:vec![Arrivals{name:"walk".into(),process:Process::Rate(RateProcess{base_per_day:300.0,scale:1.0,by_hour:hw.iter().map(|h|h/m).collect(),by_weekday:[1.0;7],by_day_of_year:vec![],dispersion:1.0}),first:ActivityId::new(0),shares:vec![]}],
 pathways:vec![Pathway{name:"p".into(),activities:(0..5).map(ActivityId::new).collect()}],activities:acts,
 exits:vec![Exit{name:"home".into(),kind:ExitKind::Discharged},Exit{name:"lbs".into(),kind:ExitKind::LeftBeforeSeen},Exit{name:"ta".into(),kind:ExitKind::TurnedAway}],options_cost_per_day:0.0}
}
#[derive(Default,Clone)] struct Cnt(u64,u64);
impl Sink for Cnt{ #[inline] fn movement(&mut self,m:&Movement){self.0+=1;self.1^=m.at.millis() as u64;} fn opening(&mut self,_:&Opening){} fn finish(&mut self,_:Instant){} }
fn main(){
 let h=w2(); let set=Settings::of(&h); let plan=Plan::new(h);
 let n:u32=std::env::args().nth(1).map_or(20,|a|a.parse().unwrap()); let mode=std::env::args().nth(2).unwrap_or_default();
 let t=std::time::Instant::now();
 if mode=="count" { for rep in 0..n.max(1) { let (c,r)=record(&plan,set,rep,Cnt::default()); if n<2{println!("events {} mov {} dl {}",r.events,c.0,r.deadlocks.len());} } println!("count {:?}",t.elapsed()/n.max(1)); return; }
 let n=n.max(1);
 let r=simulate(&plan,set,&Wanted{runs:Runs{at_least:n,at_most:n},threads:1,precision:None},&Control::default()).unwrap(); println!("simulate {:?}/rep mov {}",t.elapsed()/n,r.movements/n as u64);
 if mode=="show" { for (i,f) in r.figures[0].list.iter().enumerate() { let id=f.measure.definition().id; let want=matches!(f.subject,Subject::Hospital)||(matches!(f.subject,Subject::Place(_))&&id=="occupancy"); if want { let s=summarise(r.figures.iter().map(|g|g.list[i].value)); if let Some(s)=s{println!("{:?} {} {:.4} [{:.4} {:.4}]",f.subject,id,s.mean,s.low,s.high);} } } }
}
